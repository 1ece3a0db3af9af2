import { findKindHost } from './kind-subject.js';

/** Prints why kind clusters cannot be made here; nothing where they can. */
const host = await findKindHost();
if (typeof host === 'string') process.stdout.write(`${host}\n`);
