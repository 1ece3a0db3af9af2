/**
 * Leaves of an installation what running some workspaces takes, for an image: npm also installs what
 * a package can be used with (optional peers, such as Prisma's command line beside its client, with a
 * compiler and a whole web application), and packages bring more than is asked of them.
 *
 *   node scripts/prune-packages.mjs FOLDER apps/api apps/cli
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const [root = '.', ...workspaces] = process.argv.slice(2);
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** Read for its descriptions only (libs/kube-apiserver/src/openapi); its entry point tells where they are. */
const descriptions = '@kubernetes/client-node/dist/gen/';
/** What no program loads; licences stay. */
const isForPeople = (path) =>
  /\.map$|\.d\.[cm]?ts$|\.md$/.test(path) &&
  !/(^|\/)(licen[cs]e|notice|copying)[^/]*$/i.test(path) &&
  !path.startsWith(descriptions);
const isUnused = (path) =>
  isForPeople(path) ||
  (path.startsWith(descriptions) && !path.endsWith('.d.ts')) ||
  // The client is generated for PostgreSQL (prisma/schema.prisma), and loads the fast compiler.
  (path.startsWith('@prisma/client/runtime/') &&
    /\.(sqlite|mysql|sqlserver|cockroachdb)\.|_small_bg\./.test(path));

const needed = new Set();
for (const workspace of workspaces) need(workspace);
for (const path of Object.keys(packages)) {
  const isPackage = path.includes('node_modules/') && !packages[path].link;
  if (isPackage && !needed.has(path)) rmSync(join(root, path), { recursive: true, force: true });
}
removeUnused(join(root, 'node_modules'));

/** Marks a package and all that it cannot do without, or that was installed for this machine. */
function need(path) {
  if (needed.has(path)) return;
  needed.add(path);
  const {
    link,
    resolved,
    dependencies,
    optionalDependencies,
    peerDependencies,
    peerDependenciesMeta,
  } = packages[path];
  if (link) return need(resolved);
  const peers = Object.keys(peerDependencies ?? {}).filter(
    (name) => !peerDependenciesMeta?.[name]?.optional,
  );
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies }).concat(peers)) {
    const found = find(path, name);
    if (found !== undefined) need(found);
  }
}

/** Where Node finds a package: beside the one that asks, or in a folder above. */
function find(from, name) {
  for (let folder = from; ; folder = folder.replace(/(^|\/)[^/]*$/, '')) {
    const path = join(folder, 'node_modules', name);
    if (path in packages) return path;
    if (folder === '') return undefined;
  }
}

function removeUnused(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    // What begins with a dot is no package.
    if (entry.isFile() && !name.startsWith('.') && isUnused(name)) rmSync(path);
  }
}
