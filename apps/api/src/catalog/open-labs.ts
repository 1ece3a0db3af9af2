import { relative } from 'node:path';
import { UserError } from '@drillyard/errors';
import { lintCheck } from '@drillyard/grading';
import { loadLabs } from '@drillyard/lab-loader';
import { formatProblem } from '@drillyard/lab-spec';
import type { Logger } from '../log/logger.js';
import { type Catalogue, Labs } from './labs.js';

/** Reads the labs folder. A broken lab is reported where it is broken, and not offered. */
export async function openLabs(folder: string, logger: Logger, isDraft = false): Promise<Labs> {
  return new Labs(await readLabs(folder, logger, isDraft));
}

/**
 * The labs of a folder that are whole; the log says of the others.
 * @param isDraft whether they may do without solutions and mutants, as they are being written.
 */
export async function readLabs(
  folder: string,
  logger: Logger,
  isDraft: boolean,
): Promise<Catalogue> {
  try {
    const { labs, tracks, trackProblems } = await loadLabs(folder, { lintCheck, isDraft });
    for (const loaded of labs) {
      for (const problem of loaded.problems) {
        const isBroken = problem.severity === 'error';
        const place = relative(process.cwd(), loaded.folder);
        const message = formatProblem(problem, place.startsWith('..') ? loaded.folder : place);
        logger[isBroken ? 'error' : 'warn']({ lab: loaded.lab?.name }, message);
      }
    }
    for (const problem of trackProblems) logger.error(formatProblem(problem, problem.folder));
    const good = labs.flatMap(({ lab }) => lab ?? []);
    logger.info({ labs: good.length, broken: labs.length - good.length, folder }, 'labs read');
    return { labs: good, tracks };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    logger.error(
      `${error.message}. The catalogue is empty; DRILLYARD_LABS chooses another folder.`,
    );
    return { labs: [], tracks: [] };
  }
}
