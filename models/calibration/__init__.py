"""What the past says about the parameters, and how well the model did on quarters unseen."""
