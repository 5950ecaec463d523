// Marks the few functions that run at every event and must be compiled into their callers.
//
// A compiler judges by size and leaves them out; measured, the calls cost as much as the work. Use it only
// with a figure of benchmarks/instructions that shows what it buys.
#pragma once

#define CAREPATH_HOT [[gnu::always_inline]] inline
