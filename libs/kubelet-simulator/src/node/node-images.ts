import { type Clock, type ComponentClient, KubeApiError } from '@drillyard/cluster';
import { nodes } from '../api/objects.js';
import type { PulledImage } from '../images/image-registry.js';

/** Upstream's kubelets look at their node so often (`nodeStatusUpdateFrequency`). */
const reportMs = 10_000;
/** And name no more images than this (`nodeStatusMaxImages`). */
const imagesMax = 50;

export interface NodeImagesOptions {
  readonly client: ComponentClient;
  readonly clock: Clock;
  readonly nodeName: string;
  readonly images: () => Iterable<PulledImage>;
  readonly onError: (error: unknown) => void;
}

/** Shows the images of a node in its status, some time after one has come and not otherwise. */
export class NodeImages {
  private cancel: (() => void) | undefined;
  private shown = 0;

  constructor(private readonly options: NodeImagesOptions) {}

  /** There may be another one. */
  look(): void {
    const count = [...this.options.images()].length;
    if (this.cancel !== undefined || count === this.shown) return;
    this.shown = count;
    this.cancel = this.options.clock.after(reportMs, () => {
      this.cancel = undefined;
      this.report().catch(this.options.onError);
    });
  }

  close(): void {
    this.cancel?.();
  }

  /** The largest first (`nodestatus/setters.go` Images). */
  private async report(): Promise<void> {
    const { client, nodeName } = this.options;
    const pulled = [...this.options.images()].sort((a, b) => b.sizeBytes - a.sizeBytes);
    const images = pulled.slice(0, imagesMax).map(({ name, id, sizeBytes }) => {
      return { names: [id, name], sizeBytes };
    });
    try {
      const name = { namespace: '', name: nodeName };
      const body = { status: { images } };
      await client.patch(nodes, name, { type: 'merge', body, subresource: 'status' });
    } catch (error) {
      if (!(error instanceof KubeApiError)) throw error;
    }
  }
}
