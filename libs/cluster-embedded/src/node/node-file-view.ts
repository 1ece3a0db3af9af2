import type { NodeFile, NodeFileReader } from '@drillyard/cluster';
import { FileError } from '@drillyard/kube-apiserver';
import type { NodeFolder } from './node-folder.js';

const bytesDefault = 1024 * 1024;
/** Between two looks at a file: soon enough for whoever waits for a check, and a few system calls each. */
const watchIntervalMs = 250;

/** The files of a simulated node, for whoever judges them. */
export class NodeFileView implements NodeFileReader {
  constructor(private readonly folder: NodeFolder) {}

  async read(path: string, maxBytes = bytesDefault): Promise<NodeFile | undefined> {
    try {
      const { bytes, mode, sizeBytes } = this.folder.readBytes(path, maxBytes);
      const truncated = sizeBytes > bytes.byteLength;
      // There is nobody else on the node.
      return { content: bytes, truncated, mode, owner: 'root', sizeBytes };
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  watch(path: string, onChange: () => void): () => void {
    let seen = this.folder.fingerprint(path);
    const look = () => {
      const now = this.folder.fingerprint(path);
      if (now === seen) return;
      seen = now;
      onChange();
    };
    const timer = setInterval(look, watchIntervalMs).unref();
    return () => clearInterval(timer);
  }
}
