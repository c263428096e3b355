"""`python -m sciml`."""

from .cli import main

raise SystemExit(main())
