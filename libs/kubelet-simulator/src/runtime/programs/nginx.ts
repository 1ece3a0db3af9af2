import { Errno } from '../kernel/errno.js';
import { answer } from './http.js';
import type { Program } from './program.js';
import { serve, untilStopped } from './serve.js';
import { accessLine, fileAt } from './web-page.js';

/** What keeps nginx from starting is found out by doing it: folders, owners, pid file, port. */
export const nginx: Program = async (process, args) => {
  const { kernel } = process;
  if (args.includes('-v')) return process.complain('nginx version: nginx/1.29.3').then(() => 0);
  const at = kernel.now().toISOString().replace(/-/g, '/').replace('T', ' ').slice(0, 19);
  const fail = async (what: string, error: unknown) => {
    const numbers: Partial<Record<string, number>> = {
      EACCES: 13,
      EROFS: 30,
      EPERM: 1,
      EADDRINUSE: 98,
      ENOENT: 2,
      ENOSPC: 28,
    };
    const number = error instanceof Errno ? (numbers[error.code] ?? 5) : 5;
    await process.complain(
      `${at} [emerg] ${process.pid}#${process.pid}: ${what} failed (${number}: ${process.errorText(error)})`,
    );
    return 1;
  };
  const port = kernel.imagePorts[0] ?? 80;
  const isRoot = process.credentials.uid === 0;
  // nginx-unprivileged is configured for another port, and to write below /tmp alone.
  const isUnprivileged = port === 8080;
  const pidFile = isUnprivileged ? '/tmp/nginx.pid' : '/run/nginx.pid';
  if (!isRoot)
    await process.complain(
      `${at} [warn] ${process.pid}#${process.pid}: the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:2`,
    );
  try {
    serve(process, port, (connection) =>
      answer(process, connection, 'nginx/1.29.3', async (request) => {
        const given = fileAt(process, '/usr/share/nginx/html', request.path, 'nginx');
        await process.print(accessLine(process, request, given));
        return given;
      }),
    );
  } catch (error) {
    return fail(`bind() to 0.0.0.0:${port}`, error);
  }
  const worker = kernel.accounts().find(({ name }) => name === 'nginx')?.uid ?? 101;
  for (const name of ['client_temp', 'proxy_temp', 'fastcgi_temp', 'uwsgi_temp', 'scgi_temp']) {
    const path = `${isUnprivileged ? '/tmp' : '/var/cache/nginx'}/${name}`;
    try {
      if (!kernel.files.find(process, path)) kernel.files.mkdir(process, path, 0o700);
    } catch (error) {
      return fail(`mkdir() "${path}"`, error);
    }
    try {
      if (isRoot) kernel.files.chown(process, path, worker, -1);
    } catch (error) {
      return fail(`chown("${path}", ${worker})`, error);
    }
  }
  try {
    const place = kernel.files.openToWrite(process, pidFile, {
      truncate: true,
      mode: 0o644,
    });
    if (place.inode.kind === 'file')
      kernel.files.setContent(place.inode, place.mount, Buffer.from(`${process.pid}\n`));
  } catch (error) {
    return fail(`open() "${pidFile}"`, error);
  }
  await process.complain(
    `${at} [notice] ${process.pid}#${process.pid}: nginx/1.29.3\n${at} [notice] ${process.pid}#${process.pid}: start worker processes`,
  );
  return untilStopped(process);
};
