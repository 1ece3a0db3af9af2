import type { ComponentProps } from 'react';
import { ConfirmButton } from '../../ui/confirm-button';

interface EndLabButtonProps {
  look?: ComponentProps<typeof ConfirmButton>['look'];
  onEnd: () => void;
}

export function EndLabButton({ look = 'plain', onEnd }: EndLabButtonProps) {
  return (
    <ConfirmButton
      look={look}
      question="End the lab?"
      consequence={
        <p>The cluster and every file in it are thrown away. Your score stays in the catalogue.</p>
      }
      confirmLabel="End it"
      danger
      onConfirm={onEnd}
    >
      End lab
    </ConfirmButton>
  );
}
