import { describe, expect, it } from 'vitest';
import { readParameterDescriptions } from './parameter-descriptions.js';

describe('descriptions of parameters', () => {
  const describeParameter = readParameterDescriptions();

  it.each([
    ['watch', /^Watch for changes to the described resources and return/],
    ['continue', /^The continue option should be set when retrieving more results/],
    ['pretty', /^If 'true', then the output is pretty printed\./],
    ['sendInitialEvents', /^`sendInitialEvents=true` may be set together/],
    ['namespace', /^object name and auth scope, such as for teams and projects$/],
  ])('%s', (name, expected) => {
    expect(describeParameter(name)).toMatch(expected);
  });

  it.each(['name', 'container', 'no-such-parameter'])('are not there for %s', (name) => {
    expect(describeParameter(name)).toBeUndefined();
  });
});
