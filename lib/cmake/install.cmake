# What `cmake --install` lays down. All of it may be moved afterwards: no path in it is absolute.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/zhibiao")
set(pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

install(FILES include/zhibiao.h DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS zhibiao_static zhibiao_shared EXPORT zhibiao-targets)
install(EXPORT zhibiao-targets NAMESPACE zhibiao:: DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/zhibiao-config-version.cmake" COMPATIBILITY SameMinorVersion)
configure_file(lib/cmake/zhibiao-config.cmake zhibiao-config.cmake @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/zhibiao-config.cmake" lib/cmake/FindPCRE2.cmake lib/cmake/FindGumbo.cmake
    "${PROJECT_BINARY_DIR}/zhibiao-config-version.cmake" DESTINATION "${package_dir}")

# pkg-config finds the prefix from where the .pc file stands.
file(RELATIVE_PATH pc_up "/${pc_dir}" "/")
string(REGEX REPLACE "/$" "" pc_up "${pc_up}")
configure_file(lib/cmake/zhibiao.pc.in zhibiao.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/zhibiao.pc" DESTINATION "${pc_dir}")

if(TARGET zhibiao_program)
    install(TARGETS zhibiao_program)
    install(FILES examples/cli/zhibiao.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
    set(ZHIBIAO_ZSH_COMPLETIONS "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" CACHE STRING "Where zsh looks for completions")
    set(completions examples/cli/completions)
    install(FILES ${completions}/zhibiao.bash RENAME zhibiao DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
    install(FILES ${completions}/_zhibiao DESTINATION "${ZHIBIAO_ZSH_COMPLETIONS}")
    install(FILES ${completions}/zhibiao.fish DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
endif()
if(TARGET zhibiao_sqlite)
    install(TARGETS zhibiao_sqlite LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/zhibiao")
endif()
install(FILES LICENSE README.md README.zh.md CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
