// SQL of the first steps, of before anything but answers went out; see schema_steps.cpp.
#pragma once

namespace transom::schema {

extern const char* const base_tables;
extern const char* const made_again;
extern const char* const told_items;
extern const char* const decisions;
extern const char* const acknowledgments;

}  // namespace transom::schema
