"""What a clause judges: this item or a part of it, another treatment, the denial, the need, somebody's position."""
