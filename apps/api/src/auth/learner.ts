/** A person who learns; owns lab sessions and scores. */
export interface Learner {
  readonly id: string;
  readonly name: string;
  /** What their browser would like to show them, as BCP 47 tags, the best first. */
  readonly languages?: readonly string[];
}
