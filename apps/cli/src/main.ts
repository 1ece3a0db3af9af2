import { exitCodeOf, explain } from './explain-error.js';
import { createProgram } from './program.js';

try {
  await createProgram().parseAsync();
} catch (error) {
  process.stderr.write(explain(error));
  process.exitCode = exitCodeOf(error);
}
