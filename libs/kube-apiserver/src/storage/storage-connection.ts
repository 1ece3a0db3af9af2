/** The way to a server's storage, where it may be lost while the server runs. */
export interface StorageConnection {
  readonly isUp: boolean;
  /** Whether it is up again before so much time has passed. */
  wait(timeoutMs: number): Promise<boolean>;
}
