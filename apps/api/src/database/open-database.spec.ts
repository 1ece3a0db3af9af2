import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeOnBothEngines } from '../testing/databases.js';

describeOnBothEngines('the database', (db) => {
  const newLearner = (name: string = randomUUID()) => ({ id: randomUUID(), name });

  it('stores and finds', async () => {
    const learner = newLearner();
    await db().prisma.learner.create({ data: learner });
    const found = await db().prisma.learner.findUnique({ where: { name: learner.name } });
    expect(found).toMatchObject(learner);
    expect(found?.createdAt).toBeInstanceOf(Date);
  });

  it('names a violated constraint', async () => {
    const learner = newLearner();
    await db().prisma.learner.create({ data: learner });
    await expect(
      db().prisma.learner.create({ data: newLearner(learner.name) }),
    ).rejects.toMatchObject({ code: 'P2002' });
  });

  it('rolls a failed transaction back', async () => {
    const learner = newLearner();
    const failing = db().prisma.$transaction(async (tx) => {
      await tx.learner.create({ data: learner });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await db().prisma.learner.findUnique({ where: { id: learner.id } })).toBeNull();
  });

  it('reports a COMMIT that fails', async () => {
    const name = `t${randomUUID().replaceAll('-', '')}`;
    await db().prisma.$executeRawUnsafe(
      `CREATE TABLE "${name}" (v int, UNIQUE (v) DEFERRABLE INITIALLY DEFERRED)`,
    );
    const failing = db().prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(`INSERT INTO "${name}" VALUES (1), (1)`);
    });
    await expect(failing).rejects.toThrow();
    const [count] = await db().prisma.$queryRawUnsafe<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM "${name}"`,
    );
    expect(count?.n).toBe(0);
  });

  it('honours Serializable', async () => {
    const level = await db().prisma.$transaction(
      (tx) => tx.$queryRawUnsafe<{ transaction_isolation: string }[]>('SHOW transaction_isolation'),
      { isolationLevel: 'Serializable' },
    );
    expect(level[0]?.transaction_isolation).toBe('serializable');
  });

  it('keeps concurrent transactions apart', async () => {
    const learner = newLearner('0');
    await db().prisma.learner.create({ data: learner });
    const increment = () =>
      db().prisma.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<{ name: string }[]>`
          SELECT name FROM learners WHERE id = ${learner.id}::uuid FOR UPDATE`;
        const name = String(Number(row?.name) + 1);
        await tx.learner.update({ where: { id: learner.id }, data: { name } });
      });
    await Promise.all(Array.from({ length: 20 }, increment));
    expect(await db().prisma.learner.findUnique({ where: { id: learner.id } })).toMatchObject({
      name: '20',
    });
  });

  it('goes on after a transaction that took too long', async () => {
    const tooLong = db().prisma.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1`;
        await new Promise((resolve) => setTimeout(resolve, 100));
        await tx.$queryRaw`SELECT 1`;
      },
      { timeout: 20 },
    );
    await expect(tooLong).rejects.toMatchObject({ code: 'P2028' });
    expect(await db().prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });
});
