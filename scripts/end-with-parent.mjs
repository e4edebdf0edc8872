// Loaded into a child with --import: if the parent dies without a word (kill -9), the channel between them closes and the
// child ends as well, so that no port and no database stays held by a process nobody started.
process.channel?.unref()
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
