/** What kind's documentation asks of a host (site `docs/user/known-issues.md`). */
const wanted: Readonly<Record<string, number>> = {
  'fs.inotify.max_user_instances': 512,
  'fs.inotify.max_user_watches': 524_288,
};

/** A sentence for each limit that a few clusters would exhaust; nothing where it cannot be read. */
export async function explainInotifyLimits(
  readSysctl: (path: string) => Promise<string | undefined>,
): Promise<string[]> {
  const sentences = Object.entries(wanted).map(async ([name, atLeast]) => {
    const limit = Number(await readSysctl(`/proc/sys/${name.replaceAll('.', '/')}`));
    if (!(limit < atLeast)) return [];
    return [
      `${name} is ${limit}: nodes beyond the first few may not start. Raise it: sysctl ${name}=${atLeast}`,
    ];
  });
  return (await Promise.all(sentences)).flat();
}
