// Preloaded into every process that the launcher starts: when the launcher is gone, also by kill -9, it ends too.

function end() {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 9_000).unref();
}

// The launcher may have gone while this process was still starting: then nobody will tell it any more.
if (process.connected) process.once('disconnect', end);
else end();
// The channel alone must not keep a finished process alive.
process.channel?.unref();
