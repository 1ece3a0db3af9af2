import type { ComponentProps } from 'react';
import type { LabSessionView } from '../../api-client/views';
import { ConfirmButton } from '../../ui/confirm-button';
import { Recordings } from './recordings';

interface EndLabButtonProps {
  view: LabSessionView;
  look?: ComponentProps<typeof ConfirmButton>['look'];
  onEnd: () => void;
}

export function EndLabButton({ view, look = 'plain', onEnd }: EndLabButtonProps) {
  return (
    <ConfirmButton
      look={look}
      question="End the lab?"
      consequence={
        <>
          <p>
            The cluster and every file in it are thrown away. Your score stays in the catalogue.
          </p>
          <Recordings view={view} />
        </>
      }
      confirmLabel="End it"
      danger
      onConfirm={onEnd}
    >
      End lab
    </ConfirmButton>
  );
}
