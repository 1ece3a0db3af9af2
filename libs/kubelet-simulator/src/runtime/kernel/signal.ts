/** Signals by their number (signal(7), x86). */
export const signalNumbers = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGWINCH: 28,
} as const;

export type SignalName = keyof typeof signalNumbers;

/** By default these do nothing. Stopping is not simulated. */
export const harmlessSignals: readonly SignalName[] = [
  'SIGCHLD',
  'SIGCONT',
  'SIGWINCH',
  'SIGSTOP',
  'SIGTSTP',
];

/** `9`, `KILL`, `SIGKILL`, in any case; 0 only asks whether a signal could be sent. */
export function signalFrom(word: string): SignalName | 0 | undefined {
  if (word === '0' || word.toUpperCase() === 'EXIT') return 0;
  const names = Object.keys(signalNumbers) as SignalName[];
  const wanted = word.toUpperCase().replace(/^(SIG)?/, 'SIG');
  return names.find((name) => name === wanted || String(signalNumbers[name]) === word);
}
