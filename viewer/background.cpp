#include "viewer/background.hpp"

#ifndef CAREPATH_SERIAL
#include <condition_variable>
#include <mutex>
#include <thread>
#endif

#include <utility>

namespace carepath {

#ifdef CAREPATH_SERIAL

struct Background::Thread {};

Background::Background(std::function<bool()> work) : work_(std::move(work)) {}

void Background::wake() {}

bool Background::takes_turns() {
  return true;
}

bool Background::turn() {
  return work_();
}

void Background::stop() {}

#else

struct Background::Thread {
  std::mutex mutex;
  std::condition_variable_any changed;
  bool woken = false;
  std::jthread running; // last: stops before the members it uses go

  void loop(const std::stop_token& stop, const std::function<bool()>& work) {
    std::unique_lock lock(mutex);
    while (changed.wait(lock, stop, [&] { return woken; })) {
      woken = false;
      lock.unlock();
      while (!stop.stop_requested() && work()) {
      }
      lock.lock();
    }
  }
};

Background::Background(std::function<bool()> work)
    : work_(std::move(work)), thread_(std::make_unique<Thread>()) {
  thread_->running = std::jthread([this](const std::stop_token& stop) { thread_->loop(stop, work_); });
}

void Background::wake() {
  const std::scoped_lock lock(thread_->mutex);
  thread_->woken = true;
  thread_->changed.notify_all();
}

bool Background::takes_turns() {
  return false;
}

bool Background::turn() {
  return false;
}

void Background::stop() {
  thread_->running.request_stop();
  if (thread_->running.joinable()) thread_->running.join();
}

#endif

Background::~Background() {
  stop();
}

} // namespace carepath
