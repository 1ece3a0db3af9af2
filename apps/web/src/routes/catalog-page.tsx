import { Catalog } from '../features/catalog/catalog';
import { PageFrame } from './page-frame';

export function CatalogPage() {
  return (
    <PageFrame title="Labs">
      <Catalog />
    </PageFrame>
  );
}
