import type { Lab } from '@drillyard/lab-spec';
import type { Logger } from '../log/logger.js';
import type { Catalogue, Labs } from './labs.js';
import { readLabs } from './open-labs.js';
import { TreeWatch } from './tree-watch.js';

/** An editor saves in several steps, and several files at once. */
const settleMs = 150;

/** Reads the labs again whenever a file of theirs is saved: for whoever writes them. */
export class LabsWatcher {
  readonly #watch: TreeWatch;
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly labs: Labs,
    private readonly logger: Logger,
    /** Hears which labs are new, gone or different. */
    private readonly onChange: (names: readonly string[]) => Promise<void>,
  ) {
    const readSoon = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#reading = this.#reading.then(() => this.#read());
      }, settleMs);
    };
    this.#watch = new TreeWatch(folder, readSoon, (error) =>
      logger.error({ err: error }, 'labs are not watched'),
    );
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#watch.close();
    await this.#reading;
  }

  /** A lab that is broken for a moment stays as it was: somebody may be in it. */
  async #read(): Promise<void> {
    try {
      const read = await readLabs(this.folder, this.logger, true);
      const names = this.labs.replace(withBroken(read, this.labs.list()));
      if (names.length > 0) await this.onChange(names);
    } catch (error) {
      this.logger.error({ err: error }, 'the labs could not be read again');
    }
  }
}

function withBroken({ labs, tracks }: Catalogue, before: readonly Lab[]): Catalogue {
  const names = new Set(labs.map(({ name }) => name));
  return { labs: [...labs, ...before.filter(({ name }) => !names.has(name))], tracks };
}
