"""What people do: permission, transaction, audit; one function an act. Every door goes through here."""
