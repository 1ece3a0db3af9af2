import { z } from 'zod';

/** Where the learner has a shell: at a workstation, and on the control plane's node where a lab requires one. */
const places = ['workstation', 'controlplane'] as const;
export type Place = (typeof places)[number];

export const place = (description: string) =>
  z.enum(places).default('workstation').describe(description);
