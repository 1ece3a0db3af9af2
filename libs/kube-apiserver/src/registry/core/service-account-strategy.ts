import type { ResourceStrategy } from '../resource-strategy.js';

export const serviceAccountStrategy: ResourceStrategy = {
  group: '',
  resource: 'serviceaccounts',
  prepareForCreate(draft) {
    // Upstream keeps only the names: the rest of such a reference means nothing here.
    if (draft['secrets']) {
      draft['secrets'] = draft['secrets'].map(({ name }: { name: string }) => ({ name }));
    }
  },
};
