"""What a fact is: models, codes, form descriptions and checks. Pure: no file, no clock, no other room."""
