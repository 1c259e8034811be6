"""The passwords of the house, made once at random, and who may do what with them.

Standard library only, so that any Python can run it before anything is installed:

    python3 -m credentials FOLDER     writes what is missing into FOLDER, one folder for each who reads it
"""
