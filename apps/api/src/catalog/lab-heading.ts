import type { Lab } from '@drillyard/lab-spec';
import type { LabHeading } from './lab.dto.js';

export function toLabHeading(lab: Lab): LabHeading {
  const { name, title, track, difficulty, minutes, timeLimitMinutes } = lab;
  return { name, title, track, difficulty, minutes, timeLimitMinutes };
}
