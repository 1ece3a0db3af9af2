/**
 * What one container may use. Its processes run in this process, beside those of other learners:
 * each limit is where a container feels its own walls before anybody else feels the container.
 */
export const runtimeLimits = {
  /** Processes at a time. A fork bomb ends here; scripts with many pipes fit. */
  processesMax: 100,
  /** Bytes its own layer and each volume hold: enough for exercises, small in hundreds of pods. */
  storageBytesMax: 8 * 1024 * 1024,
  /** Files and folders made, for the same reason. */
  inodesMax: 4096,
  /** Bytes one process may hold at once; the out-of-memory killer ends who wants more. */
  memoryBytesMax: 4 * 1024 * 1024,
  /** As Linux: who writes to a full pipe waits. */
  pipeBytesMax: 64 * 1024,
  /** Arguments and environment of a new process; longer ones fail with E2BIG. */
  argumentBytesMax: 128 * 1024,
  /** Source text a shell parses at once; parsing cannot be interrupted. */
  scriptBytesMax: 128 * 1024,
  /** Functions, substitutions and subshells inside one another: each takes stack of ours. */
  nestingMax: 100,
  /** Words a pattern or a brace may expand to. */
  expansionWordsMax: 10_000,
  /** As Linux: a line typed at a terminal. */
  terminalLineCharactersMax: 4095,
  /** Commands by `kubectl exec` at a time. */
  sessionsMax: 20,
  /** Listening sockets, and connections of each that wait or are open. */
  socketsMax: 32,
  /** Symbolic links followed in one path, as Linux. */
  linksMax: 40,
} as const;
