import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, OperationalError } from '@drillyard/errors';
import type { Engine } from './engine.js';

/** For gigabytes over a slow line. */
const pullMs = 30 * 60_000;
const saveMs = 10 * 60_000;

/**
 * The images that pods of labs are made from, in one file that every new cluster loads: its nodes
 * reach no registry. It is made when it is first wanted, and again when the list changes.
 */
export class ImageArchive {
  #made: Promise<string> | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly folder: string,
    private readonly images: readonly string[],
  ) {}

  /**
   * The path of the file; undefined where no images are wanted.
   * @throws OperationalError LAB_IMAGE_UNAVAILABLE naming the image.
   */
  async path(): Promise<string | undefined> {
    if (this.images.length === 0) return undefined;
    this.#made ??= this.#make();
    this.#made.catch(() => {
      this.#made = undefined;
    });
    return this.#made;
  }

  async #make(): Promise<string> {
    const path = join(this.folder, `${digestOf(this.images)}.tar`);
    if (existsSync(path)) return path;
    for (const image of this.images) await this.#require(image);
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await this.engine.run(['save', '--output', `${path}.part`, ...this.images], {
      timeoutMs: saveMs,
    });
    await rename(`${path}.part`, path);
    return path;
  }

  async #require(image: string): Promise<void> {
    const inspect = ['image', 'inspect', '--format', '{{.Id}}', image];
    const isHere = await this.engine.run(inspect, { timeoutMs: 30_000 }).then(
      () => true,
      () => false,
    );
    if (isHere) return;
    try {
      await this.engine.run(['pull', '--quiet', image], { timeoutMs: pullMs });
    } catch (cause) {
      const why = cause instanceof AppError ? cause.message : String(cause);
      throw new OperationalError(
        'LAB_IMAGE_UNAVAILABLE',
        `The image ${image}, which DRILLYARD_KIND_IMAGES names, cannot be had: ${why}`,
        { cause, retryable: true },
      );
    }
  }
}

function digestOf(images: readonly string[]): string {
  return createHash('sha256')
    .update([...images].sort().join('\n'))
    .digest('hex')
    .slice(0, 16);
}
