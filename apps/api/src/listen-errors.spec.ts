import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { requireFreeAddress } from './listen-errors.js';

describe('requireFreeAddress', () => {
  it('names a port that is in use, and the next step', async () => {
    const holder = createServer();
    const port = await new Promise<number>((resolve) =>
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port)),
    );
    await expect(requireFreeAddress({ host: '127.0.0.1', port })).rejects.toThrow(
      `The port ${port} of 127.0.0.1 is in use. Stop what uses it, or choose another: PORT=${port + 1}`,
    );
    await new Promise((resolve) => holder.close(resolve));
    await expect(requireFreeAddress({ host: '127.0.0.1', port })).resolves.toBeUndefined();
  });

  it('names an address this machine has not', async () => {
    await expect(requireFreeAddress({ host: '192.0.2.1', port: 0 })).rejects.toThrow(
      /This machine has no address 192\.0\.2\.1/,
    );
  });
});
