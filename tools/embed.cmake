# Puts files into the program, byte for byte, by the assembler's .incbin: no generator, no compile time.
#
# transom_embed(OUT_VARIABLE ROOT FILE...) writes a source that defines embedded_table(), the list that
# src/base/embedded.cpp searches, and returns its path. A file is named by its path below ROOT; a file outside
# of it is written FILE=NAME. The source is assembled again when one of the files changes.
function(transom_embed out_variable root)
  set(data "")
  set(rows "")
  set(names "")
  set(depends "")
  set(n 0)
  foreach(entry IN LISTS ARGN)
    if(entry MATCHES "^(.+)=([^=]+)$")
      set(path "${CMAKE_MATCH_1}")
      set(name "${CMAKE_MATCH_2}")
    else()
      set(path "${entry}")
      file(RELATIVE_PATH name "${root}" "${entry}")
    endif()
    string(APPEND data "asm(\".section .rodata.transom_embedded,\\\"a\\\"\\n.balign 64\\n.global transom_embedded_${n}\\n\"\n"
                       "    \"transom_embedded_${n}:\\n.incbin \\\"${path}\\\"\\n\"\n"
                       "    \".global transom_embedded_${n}_end\\ntransom_embedded_${n}_end:\\n.byte 0\\n.previous\\n\");\n")
    string(APPEND names "extern const char transom_embedded_${n}[];\nextern const char transom_embedded_${n}_end[];\n")
    string(APPEND rows "      {\"${name}\", {transom_embedded_${n}, static_cast<std::size_t>(transom_embedded_${n}_end - transom_embedded_${n})}},\n")
    list(APPEND depends "${path}")
    math(EXPR n "${n} + 1")
  endforeach()
  set(output ${CMAKE_BINARY_DIR}/generated/embedded_files.cpp)
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"// Written by tools/embed.cmake.
#include \"base/embedded.hpp\"

${data}
extern \"C\" {
${names}}

namespace transom {
std::span<const EmbeddedFile> embedded_files() {
  static const EmbeddedFile files[] = {
${rows}      {{}, {}}};
  return {files, ${n}};
}
}  // namespace transom
")
  set_source_files_properties(${output} PROPERTIES OBJECT_DEPENDS "${depends}")
  set(${out_variable} ${output} PARENT_SCOPE)
endfunction()
