// Loaded ahead of a server (`--import`): tells the benchmark how much CPU time this process has used.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.channel?.unref();
