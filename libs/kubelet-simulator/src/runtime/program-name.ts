/** What the simulated runtime knows how to run besides shells and their tools. */
export const programNames = [
  'pause',
  'nginx',
  'httpd',
  'agnhost',
  'redis-server',
  'mysqld',
  'postgres',
  /** A webhook that decides on access by a file of rules. */
  'policy-server',
  /** Runs until it is told to stop, and listens on the image's ports. */
  'daemon',
  'etcd',
  'perl',
  'stress',
] as const;

export type ProgramName = (typeof programNames)[number];
