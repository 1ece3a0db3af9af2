/** A person who learns; owns lab sessions and scores. */
export interface Learner {
  readonly id: string;
  readonly name: string;
}
