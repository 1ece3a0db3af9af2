/**
 * Gives the description of a type, or of one of its fields, for `kubectl explain`; undefined where
 * there is none. This library holds facts only: prose comes from whoever has it.
 */
export type Describe = (typeName: string, field?: string) => string | undefined;

/** Gives the description of a parameter of many operations, such as `limit`, likewise. */
export type DescribeParameter = (name: string) => string | undefined;
