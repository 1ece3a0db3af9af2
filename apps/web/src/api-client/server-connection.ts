/** How often an unreachable server is asked again: soon enough to feel immediate, rare enough for a sleeping laptop. */
const probeEveryMs = 2000;

type Listener = () => void;

/**
 * Whether the server answers. Every request reports what it saw; while the server is silent it is
 * asked for /healthz until it answers again.
 */
class ServerConnection {
  #reachable = true;
  #probe: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<Listener>();

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly isReachable = (): boolean => this.#reachable;

  reportReachable(): void {
    clearTimeout(this.#probe);
    this.#probe = undefined;
    this.#set(true);
  }

  reportUnreachable(): void {
    this.#set(false);
    this.#probe ??= setTimeout(() => void this.#ask(), probeEveryMs);
  }

  async #ask(): Promise<void> {
    this.#probe = undefined;
    try {
      const answer = await fetch('/healthz', {
        cache: 'no-store',
        signal: AbortSignal.timeout(5000),
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      this.reportReachable();
    } catch {
      this.reportUnreachable();
    }
  }

  #set(reachable: boolean): void {
    if (this.#reachable === reachable) return;
    this.#reachable = reachable;
    for (const listener of this.#listeners) listener();
  }
}

export const serverConnection = new ServerConnection();
