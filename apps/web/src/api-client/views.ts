import type { components } from './schema.generated';

type Schemas = components['schemas'];

/** What the server sends, by the names the pages use. */
export type AnswerValue = Schemas['AnswerValue'];
export type CheckOutcomeView = Schemas['CheckOutcome'];
export type CheckView = Schemas['CheckView'];
export type Difficulty = Schemas['Difficulty'];
export type Evidence = Schemas['Evidence'];
export type LabDetails = Schemas['LabDetails'];
export type LabSessionView = Schemas['LabSessionView'];
export type LabSummary = Schemas['LabSummary'];
export type OperatedFailure = Schemas['OperatedFailure'];
export type OperatedProvider = Schemas['OperatedProvider'];
export type OperatedSession = Schemas['OperatedSession'];
export type OperatorOverview = Schemas['OperatorOverview'];
export type Question = Schemas['Question'];
export type StepView = Schemas['StepView'];
export type TaskView = Schemas['TaskView'];
export type TerminalView = Schemas['TerminalView'];
export type Track = Schemas['Track'];
