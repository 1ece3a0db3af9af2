import { clusterProviderContract } from './cluster-provider-contract.js';
import { FakeClusterProvider } from './fake-cluster-provider.js';

clusterProviderContract('FakeClusterProvider', async () => {
  const provider = new FakeClusterProvider();
  return {
    provider,
    restart: async () => new FakeClusterProvider(provider.disk),
    cleanUp: async () => {},
  };
});
