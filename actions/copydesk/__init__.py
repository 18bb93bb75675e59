"""The shop's copy: made, checked, reviewed and handed on."""
