kubectl label pod visitor tier- -n {{ params.namespace }}-guests
