/** An operator may see and end everybody's sessions. */
export type LearnerRole = 'learner' | 'operator';

/** A person who learns; owns lab sessions and scores. */
export interface Learner {
  readonly id: string;
  readonly name: string;
  readonly role: LearnerRole;
  /** What their browser would like to show them, as BCP 47 tags, the best first. */
  readonly languages?: readonly string[];
}
