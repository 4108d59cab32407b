// Loaded ahead of a server (`--import`): tells the benchmark how much CPU time this process has used, and ends with it.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.once('disconnect', () => process.exit());
process.channel?.unref();
