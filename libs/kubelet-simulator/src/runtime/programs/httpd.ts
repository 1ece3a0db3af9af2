import { readOptions } from './arguments.js';
import { answer } from './http.js';
import type { Program } from './program.js';
import { listening } from './serve.js';
import { accessLine, fileAt } from './web-page.js';

/** Apache's server, and busybox's. */
export const httpd: Program = async (process, args) => {
  const options = readOptions(args, ['p', 'h']);
  const port = Number(options.value('p')?.split(':').pop() ?? process.kernel.imagePorts[0] ?? 80);
  const root =
    options.value('h') ??
    (process.kernel.userland === 'busybox' ? process.cwd : '/usr/local/apache2/htdocs');
  return listening(process, port, 'httpd', (connection) =>
    answer(process, connection, 'Apache', async (request) => {
      const given = fileAt(process, root, request.path, 'httpd');
      await process.print(accessLine(process, request, given));
      return given;
    }),
  );
};
