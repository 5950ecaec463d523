# Libraries of the page: headers of Debian's packages, and HDF5, zlib and Dear ImGui built by cmake/web_libraries.sh.
# Debian's emscripten sees no system headers; a folder of links shows it those of the libraries alone.
set(CAREPATH_WEB_LIBRARIES ${CMAKE_SOURCE_DIR}/build/web-libraries)
set(headers ${CAREPATH_WEB_LIBRARIES}/headers)
if(NOT EXISTS ${CAREPATH_WEB_LIBRARIES}/installed/lib/libhdf5.a)
  message(FATAL_ERROR "The page needs HDF5 and Dear ImGui built for it: run cmake/web_libraries.sh first")
endif()

# There are no threads: TBB is not used, and what works in the background takes turns with the window.
add_compile_definitions(CAREPATH_SERIAL FMT_HEADER_ONLY "ImDrawIdx=unsigned int")
add_compile_options(-fexceptions -include ${CMAKE_SOURCE_DIR}/viewer/web/newer_library.hpp)
add_link_options(-fexceptions)

function(carepath_web_library target)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE ${headers} ${CAREPATH_WEB_LIBRARIES}/installed/include)
  target_link_libraries(${target} INTERFACE ${ARGN})
endfunction()

set(archives ${CAREPATH_WEB_LIBRARIES}/installed/lib)
carepath_web_library(Boost::headers)
carepath_web_library(Eigen3::Eigen)
carepath_web_library(fmt::fmt)
carepath_web_library(tomlplusplus::tomlplusplus)
carepath_web_library(TBB::tbb)
carepath_web_library(hdf5::hdf5 ${archives}/libhdf5.a ${archives}/libz.a)
carepath_web_library(hdf5::hdf5_hl ${archives}/libhdf5_hl.a hdf5::hdf5)
carepath_web_library(PkgConfig::IMGUI ${archives}/libimgui.a)
