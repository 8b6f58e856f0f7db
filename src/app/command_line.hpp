// The command line as a whole; main.cpp's only door to it.
#pragma once

#include "app/command.hpp"

namespace transom {

// Parses, runs the one command that was named and returns the exit code. Failures are thrown.
int run_command_line(int argc, char** argv, Session& session);

}  // namespace transom
