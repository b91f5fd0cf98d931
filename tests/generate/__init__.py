"""Write realistic courses of any size: `python -m tests.generate --lessons 300 --seed 1 FOLDER`."""
