import type { Lab } from '@drillyard/lab-spec';
import type { LabHeading } from './lab.dto.js';

export function toLabHeading({ name, title, track, difficulty, minutes }: Lab): LabHeading {
  return { name, title, track, difficulty, minutes };
}
