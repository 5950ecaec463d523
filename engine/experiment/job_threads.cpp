// Spreading jobs over threads: the only file that includes TBB.
#include "engine/experiment/job_runner.hpp"

#ifndef CAREPATH_SERIAL
#include <atomic>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace carepath {

namespace {

void one_after_another(std::size_t total, const std::function<void(std::size_t)>& job) {
  for (std::size_t index = 0; index < total; ++index) job(index);
}

} // namespace

#ifdef CAREPATH_SERIAL

void for_each_job(std::uint32_t, std::size_t total, const std::function<void(std::size_t)>& job) {
  one_after_another(total, job);
}

#else

void for_each_job(std::uint32_t threads, std::size_t total, const std::function<void(std::size_t)>& job) {
  // Without TBB: of several limits in force TBB obeys the least, so one thread inside a job of many would
  // stop them.
  if (threads == 1) return one_after_another(total, job);
  const int workers = threads == 0 ? tbb::task_arena().max_concurrency() : static_cast<int>(threads);
  // TBB gives no more workers than the machine has processors unless it is allowed to.
  const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(workers));
  tbb::task_arena arena(workers);
  std::atomic<std::size_t> next{0};
  // Each worker takes the next job in order; one worker alone would take them all.
  const auto work = [&](int) {
    for (std::size_t index = next++; index < total; index = next++) job(index);
  };
  arena.execute([&] { tbb::parallel_for(0, workers, 1, work, tbb::simple_partitioner()); });
}

#endif

} // namespace carepath
