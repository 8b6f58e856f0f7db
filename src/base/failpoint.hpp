// Named places where a test can end the process or make the disk fail: failpoint("after_commit").
//
// Compiled to nothing unless TRANSOM_FAILPOINTS is defined (a CMake option, test builds only). Then the
// environment says what happens: TRANSOM_FAILPOINTS="after_commit=kill@2,after_link=throw" kills the process
// at the second hit of the one and throws a Failure(disk) at the first of the other; "recorded=bug@2@4"
// throws a Failure(internal) at the second and the fourth. TRANSOM_FAILPOINT_LOG names a file that gets one
// line a hit, written before anything else happens.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace transom {

// What the environment asks for; safe for several threads.
class Failpoints {
 public:
  // `plan` is "name=action[@hit]...,..." with the actions kill, throw and bug. Fails (usage) when it is not.
  Failpoints(std::string_view plan, std::string log);
  void hit(std::string_view name);
  // The one that failpoint() asks, made from the environment at its first hit.
  static Failpoints& of_environment();

 private:
  struct Plan {
    std::string action;
    std::set<int> at;
    int hits = 0;  // so far
  };
  std::mutex mutex_;
  std::map<std::string, Plan, std::less<>> plans_;
  std::string log_;
};

#ifdef TRANSOM_FAILPOINTS
inline void failpoint(std::string_view name) {
  Failpoints::of_environment().hit(name);
}
#else
inline void failpoint(std::string_view) {}
#endif

}  // namespace transom
