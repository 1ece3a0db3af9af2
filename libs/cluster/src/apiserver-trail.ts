/** A cluster's API server as it was started last, and what became of it. */
export interface ApiserverStart {
  /** One that did not come up has ended, and waits for its next start. */
  readonly state: 'starting' | 'serving' | 'ended';
  /** By name, without the dashes; as its command line says them, defaults not included. */
  readonly flags: ReadonlyMap<string, string>;
  /** The end of what it wrote into its log, oldest first. */
  readonly logLines: readonly string[];
}

/** How a cluster's API server does; where a provider cannot tell, there is none. */
export interface ApiserverTrail {
  /** Undefined where nothing starts one, such as where its manifest is gone. */
  latest(): ApiserverStart | undefined;
  /** Calls back after each start and each end; returns how to stop. */
  subscribe(listener: () => void): () => void;
}
