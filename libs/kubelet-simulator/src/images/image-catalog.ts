import type { ContainerImage } from '../runtime/index.js';
import { infrastructureImages } from './catalog/infrastructure-images.js';
import { serverImages } from './catalog/server-images.js';
import { userlandImages } from './catalog/userland-images.js';
import type { CatalogRegistry, CatalogRepository, ImageCatalog } from './image-registry.js';

/** Whatever is not in the catalogue: a Debian with a program that stays and listens on 8080. */
const generic: ContainerImage = {
  userland: 'debian',
  entrypoint: ['/usr/local/bin/app'],
  programs: { '/usr/local/bin/app': 'daemon' },
  ports: [8080],
};

function unlisted(host: string, repository: string): CatalogRepository {
  const name = `${host}/${repository}`;
  return {
    name,
    tags: /^(?!.*(not-?exist|missing|invalid|wrong))/,
    sizeBytes: 48_000_000,
    image: () => generic,
  };
}

/** Names people choose for what is not to be found. */
const absent = /no-?such|(does-?)?not-?exist|non-?exist|missing|invalid|wrong|fake/;

function open(host: string): CatalogRegistry {
  return {
    host,
    others: (repository) => (absent.test(repository) ? undefined : unlisted(host, repository)),
  };
}

/** Of Docker Hub's official images all that are used are listed: another name is a typing error. */
const dockerHub: CatalogRegistry = {
  host: 'docker.io',
  others: (repository) =>
    repository.startsWith('library/') || absent.test(repository)
      ? undefined
      : unlisted('docker.io', repository),
};

/** Who may pull from the private registry; labs say it to their learners. */
export const privateRegistry = {
  host: 'private-registry.example.com',
  username: 'drillyard',
  password: 'let-me-pull',
} as const;

/** The images clusters have unless they are given others. */
export const imageCatalog: ImageCatalog = {
  registries: [
    dockerHub,
    ...[
      'registry.k8s.io',
      'k8s.gcr.io',
      'gcr.io',
      'quay.io',
      'ghcr.io',
      'mcr.microsoft.com',
      'public.ecr.aws',
    ].map(open),
    { ...open(privateRegistry.host), credentials: [privateRegistry] },
  ],
  repositories: [...serverImages, ...userlandImages, ...infrastructureImages],
};
